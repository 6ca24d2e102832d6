package dev.homeostat.crds;

/**
 * One document of a YAML file.
 *
 * @param sound whether reading it as YAML found no problem
 */
record YamlDocument(YamlNode root, boolean sound) {}
