/** Who dirtied what: write barriers, dirty trackers and their syncs. */
package io.whimbrel.engine.tracking;
