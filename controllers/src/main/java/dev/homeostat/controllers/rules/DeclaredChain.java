package dev.homeostat.controllers.rules;

import dev.homeostat.crds.Metadata;
import dev.homeostat.crds.SLOChainSpec;

/**
 * An SLOChain whose rules are wanted.
 *
 * @param metadata that a person wrote, with its namespace and name
 * @param uid of the object
 * @param spec what it declares
 */
public record DeclaredChain(Metadata metadata, String uid, SLOChainSpec spec) {}
