/** What the owner of a device has set: device.toml and the environment. */
@NullMarked
package dev.upbeat.wearable.config;

import org.jspecify.annotations.NullMarked;
