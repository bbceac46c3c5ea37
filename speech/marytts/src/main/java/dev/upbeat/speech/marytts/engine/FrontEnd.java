package dev.upbeat.speech.marytts.engine;

import dev.upbeat.speech.marytts.pronunciation.Pronunciations;
import dev.upbeat.speech.marytts.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import marytts.datatypes.MaryData;
import marytts.datatypes.MaryDataType;
import marytts.datatypes.MaryXML;
import marytts.features.FeatureProcessorManager;
import marytts.features.TargetFeatureComputer;
import marytts.language.en.PronunciationModel;
import marytts.language.en.Prosody;
import marytts.modules.JPhonemiser;
import marytts.modules.MaryModule;
import marytts.modules.OpenNLPPosTagger;
import marytts.modules.TargetFeatureLister;
import marytts.unitselection.select.Target;
import marytts.util.dom.MaryDomUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.traversal.TreeWalker;

/**
 * From words to phones in context: part of speech, pronunciation, accents and boundaries, and the
 * linguistic features from which the voice predicts.
 *
 * <p>Runs MaryTTS's own modules one after the other, without its server, registry and configuration
 * of audio effects, which cost two thirds of its start. Not thread-safe.
 */
final class FrontEnd {
  private static final String ROLE = "upbeat-role";

  private final List<MaryModule> modules;
  private final Pronouncer pronouncer;
  private final TargetFeatureComputer features;

  FrontEnd(String featureNames, Pronunciations pronunciations) throws Exception {
    JPhonemiser phonemizer = new JPhonemiser("en_US.");
    pronouncer = new Pronouncer(pronunciations, word -> phonemizer.lexiconLookup(word, null));
    modules =
        List.of(
            new OpenNLPPosTagger("en", "en.pos"),
            phonemizer,
            new Prosody(),
            new PronunciationModel());
    for (MaryModule module : modules) {
      module.startup();
    }
    features = new TargetFeatureComputer(new FeatureProcessorManager("en_US"), featureNames);
  }

  /** The phones of a sentence with its context; empty if no word has a pronunciation. */
  List<PhoneTarget> analyze(Utterance utterance) throws Exception {
    Document document = document(utterance);
    MaryData data = new MaryData(MaryDataType.WORDS, Locale.US);
    data.setDocument(document);
    for (MaryModule module : modules) {
      data = module.process(data);
    }
    List<Element> segments = new ArrayList<>();
    TreeWalker walker =
        MaryDomUtils.createTreeWalker(
            data.getDocument(), data.getDocument(), MaryXML.PHONE, MaryXML.BOUNDARY);
    for (Node node = walker.nextNode(); node != null; node = walker.nextNode()) {
      segments.add((Element) node);
    }
    List<PhoneTarget> phones = new ArrayList<>();
    if (segments.stream().noneMatch(segment -> segment.getTagName().equals(MaryXML.PHONE))) {
      return phones;
    }
    for (Target target : TargetFeatureLister.createTargetsWithPauses(segments, "_")) {
      target.setFeatureVector(features.computeFeatureVector(target));
      phones.add(
          new PhoneTarget(
              target.getName(), isSpoken(target.getMaryxmlElement()), target.getFeatureVector()));
    }
    return phones;
  }

  private Document document(Utterance utterance) {
    Document document = MaryXML.newDocument();
    Element root = document.getDocumentElement();
    root.setAttribute("xml:lang", "en-US");
    Element paragraph = MaryXML.appendChildElement(root, MaryXML.PARAGRAPH);
    Element sentence = MaryXML.appendChildElement(paragraph, MaryXML.SENTENCE);
    append(sentence, utterance.before(), false);
    append(sentence, utterance.tokens(), true);
    append(sentence, utterance.after(), false);
    return document;
  }

  private void append(Element sentence, List<String> tokens, boolean spoken) {
    for (String token : tokens) {
      Element element = MaryXML.appendChildElement(sentence, MaryXML.TOKEN);
      MaryDomUtils.setTokenText(element, token);
      String phones = Sentence.isWord(token) ? pronouncer.phones(token) : null;
      if (phones != null) {
        element.setAttribute("ph", phones);
      }
      if (spoken) {
        element.setAttribute(ROLE, "spoken");
      }
    }
  }

  private static boolean isSpoken(Element segment) {
    Element token = (Element) MaryDomUtils.getAncestor(segment, MaryXML.TOKEN);
    return token != null && token.hasAttribute(ROLE);
  }
}
