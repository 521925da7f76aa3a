/** The buyers of a drill, and the history of what each of them was told. */
package org.tradepost.cli.drill.load;
