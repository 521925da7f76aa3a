/** Which faults a drill inflicts when, drawn from its seed. */
package org.tradepost.cli.drill.plan;
