/** Checkpoints of guests that run in this process, and guests that go on from them. */
package io.whimbrel.harness.image;
