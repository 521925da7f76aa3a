/**
 * How a service ends without anybody noticing. First it drains: readiness goes false and connections are not kept, while requests are
 * still served. Then, told to stop, it closes what it registered, in order and within 25 s. And what the
 * running process is, for health data.
 */
package org.tradepost.shared.lifecycle;
