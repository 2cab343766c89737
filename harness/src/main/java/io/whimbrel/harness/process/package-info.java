/**
 * Child processes that never outlive their parent, and what they say to each other: one line of JSON for each message
 * from child to parent, one word for each order from parent to child, and an end of input that means the parent is gone.
 */
package io.whimbrel.harness.process;
