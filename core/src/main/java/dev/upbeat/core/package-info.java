/**
 * What every part of Upbeat shares: errors and model folders. The domain, SPI and turn engine are
 * in the packages below.
 */
@NullMarked
package dev.upbeat.core;

import org.jspecify.annotations.NullMarked;
