/** Source and destination of a migration: one class per strategy, and the ownership handoff. */
package io.whimbrel.engine.migration;
