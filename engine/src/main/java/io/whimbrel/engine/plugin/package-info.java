/** Plug-ins: named, documented, with typed and bounded parameters; found by ServiceLoader. */
package io.whimbrel.engine.plugin;
