/** How fast a guest dirties its pages, measured while it runs: all of them, and a sample. */
package io.whimbrel.harness.profile;
