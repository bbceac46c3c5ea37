/** Whether an opener is a good beginning. */
@NullMarked
package dev.upbeat.server.judge;

import org.jspecify.annotations.NullMarked;
