package dev.homeostat.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.homeostat.engine.tuning.Proposal;
import dev.homeostat.engine.tuning.TuneResult;
import org.jspecify.annotations.Nullable;

/**
 * What came of tuning, as JSON.
 *
 * @param record what it was made from
 * @param proposal the model and the gains; absent where they are refused
 * @param manifest a ControlLoop with the gains that are recommended
 * @param refused why there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TunedDocument(
    String record,
    @Nullable Proposal proposal,
    @Nullable String manifest,
    TuneResult.@Nullable Refused refused) {}
