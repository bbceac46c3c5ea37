@org.jspecify.annotations.NullMarked
package dev.upbeat.models.decode;
