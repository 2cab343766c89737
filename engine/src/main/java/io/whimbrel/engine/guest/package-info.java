/** What is migrated: memory plus execution state; virtual CPUs; pause, resume, throttle, quiesce. */
package io.whimbrel.engine.guest;
