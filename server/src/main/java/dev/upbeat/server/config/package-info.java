/** What the operator decides: command line, environment, TOML file. */
@NullMarked
package dev.upbeat.server.config;

import org.jspecify.annotations.NullMarked;
