/** What must be true after a drill, beside the invariants that hold of any platform: that callers were told the truth. */
package org.tradepost.cli.drill.check;
