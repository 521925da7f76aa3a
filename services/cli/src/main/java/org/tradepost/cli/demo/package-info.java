/** A first look: a catalogue, customers, orders that go well and orders that do not, and the proof that all adds up. */
package org.tradepost.cli.demo;
