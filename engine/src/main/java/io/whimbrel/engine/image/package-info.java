/** Checkpoint image files: their format, writing them so that no crash harms one, chains of them, and reading them. */
package io.whimbrel.engine.image;
