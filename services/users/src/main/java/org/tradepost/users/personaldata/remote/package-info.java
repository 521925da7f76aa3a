/** What other services know about a person, over REST. */
package org.tradepost.users.personaldata.remote;
