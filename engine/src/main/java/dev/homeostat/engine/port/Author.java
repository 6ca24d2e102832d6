package dev.homeostat.engine.port;

/**
 * On whose behalf an object is read and written.
 *
 * @param manager field manager of the owner
 * @param account ServiceAccount in the object's namespace whose rights count
 */
public record Author(String manager, String account) {}
