/** Tests of the check-up. */
@org.jspecify.annotations.NullMarked
package dev.upbeat.wearable.doctor;
