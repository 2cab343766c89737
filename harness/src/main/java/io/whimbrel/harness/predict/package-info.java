/** What is to be predicted, from whatever it is known. */
package io.whimbrel.harness.predict;
