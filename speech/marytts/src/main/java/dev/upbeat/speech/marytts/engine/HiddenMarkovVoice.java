package dev.upbeat.speech.marytts.engine;

import java.util.List;
import marytts.features.FeatureDefinition;
import marytts.htsengine.CartTreeSet;
import marytts.htsengine.HMMData;
import marytts.htsengine.HTSModel;
import marytts.htsengine.HTSParameterGeneration;
import marytts.htsengine.HTSUttModel;

/**
 * From phones in context to a spectrum and pitch for every 5 ms: decision trees pick the states,
 * then the likeliest smooth trajectory through them is solved for.
 *
 * <p>Durations and pitch come straight from the model in one pass. MaryTTS's usual way predicts
 * both twice, writing the pitch to XML as whole Hz in between. Safe for use by several threads.
 */
final class HiddenMarkovVoice {
  private final HMMData data;
  private final FeatureDefinition features;

  HiddenMarkovVoice(String name) throws Exception {
    data = new HMMData();
    data.initHMMData(name);
    data.setUseAcousticModels(false);
    features = data.getFeatureDefinition();
  }

  HMMData data() {
    return data;
  }

  String featureNames() {
    return features.getFeatureNames();
  }

  /** The trajectory; {@code phones} must not be empty. */
  SpeechParameters predict(List<PhoneTarget> phones) throws Exception {
    HTSUttModel utterance = new HTSUttModel();
    int[] frames = new int[phones.size()];
    double rest = 0;
    for (int i = 0; i < frames.length; i++) {
      HTSModel model = new HTSModel(data.getCartTreeSet().getNumStates());
      rest = select(model, phones.get(i), i == 0, rest);
      utterance.addUttModel(model);
      frames[i] = model.getTotalDur();
      count(utterance, model);
    }
    HTSParameterGeneration generation = new HTSParameterGeneration();
    generation.htsMaximumLikelihoodParameterGeneration(utterance, data);
    return new SpeechParameters(
        phones,
        frames,
        generation.getMcepPst(),
        generation.getlf0Pst(),
        generation.getStrPst(),
        generation.getVoicedArray());
  }

  /** Fills the model from the trees; durations are rounded to frames and the rest carried over. */
  private double select(HTSModel model, PhoneTarget phone, boolean first, double rest) {
    CartTreeSet trees = data.getCartTreeSet();
    model.setPhoneName(phone.name());
    if (data.getUseContextDependentGV() && phone.name().equals("_")) {
      model.setGvSwitch(false);
    }
    double carried = trees.searchDurInCartTree(model, phone.features(), data, first, false, rest);
    trees.searchLf0InCartTree(model, phone.features(), features, data.getUV());
    trees.searchMgcInCartTree(model, phone.features(), features);
    trees.searchStrInCartTree(model, phone.features(), features);
    return carried;
  }

  private void count(HTSUttModel utterance, HTSModel model) {
    int states = data.getCartTreeSet().getNumStates();
    utterance.setTotalFrame(utterance.getTotalFrame() + model.getTotalDur());
    utterance.setNumModel(utterance.getNumModel() + 1);
    utterance.setNumState(utterance.getNumState() + states);
    for (int state = 0; state < states; state++) {
      if (model.getVoiced(state)) {
        utterance.setLf0Frame(utterance.getLf0Frame() + model.getDur(state));
      }
    }
  }
}
