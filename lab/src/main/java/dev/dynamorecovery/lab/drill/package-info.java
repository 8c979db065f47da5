/** Rehearsed recoveries in the lab, judged by the shipped machine and by a second opinion of their own. */
package dev.dynamorecovery.lab.drill;
