/** What a migration says of itself: events, rounds, the timeline. */
package io.whimbrel.engine.observe;
