/**
 * What every part of Upbeat shares: errors, model folders and the user's folders. The domain, SPI
 * and turn engine are in the packages below.
 */
@NullMarked
package dev.upbeat.core;

import org.jspecify.annotations.NullMarked;
