/** Getting one file from one source: web servers, PyPI through pip, npm through npm. */
@NullMarked
package dev.upbeat.models.store.download;

import org.jspecify.annotations.NullMarked;
