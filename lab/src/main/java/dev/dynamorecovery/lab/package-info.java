/** The laptop AWS: one process that runs the shipped template, machines and handlers. */
@NullMarked
package dev.dynamorecovery.lab;

import org.jspecify.annotations.NullMarked;
