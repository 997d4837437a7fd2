namespace Tauro.Contracts.Policies;

/// <summary>The kind of a rule; it decides which members of <see cref="PolicyRule"/> the rule has.</summary>
public enum PolicyRuleType
{
    /// <summary>A metric is above or below a value: <c>metric</c>, <c>operator</c>, <c>value</c>.</summary>
    Metric,

    /// <summary>
    /// A metric is better than that of the version in Production: <c>metric</c>, <c>direction</c>; optionally
    /// <c>delta</c> and <c>dataset_tag</c>. It passes if no version is in Production.
    /// </summary>
    BetterThanProduction,

    /// <summary>The version has tags: <c>tags</c>.</summary>
    RequiredTags,

    /// <summary>The version has files: <c>files</c>.</summary>
    RequiredFiles,

    /// <summary>The version's <c>MLmodel</c> file has a signature.</summary>
    Signature,

    /// <summary>No file of the version is a Python pickle, by its extension.</summary>
    NoPickle,

    /// <summary>The run that made the version has completed, and is not deleted.</summary>
    SourceRun,

    /// <summary>Checks have passed: <c>checks</c>.</summary>
    Checks,

    /// <summary>Changes are allowed now: <c>days</c>, <c>from</c>, <c>to</c>, <c>time_zone</c>.</summary>
    ChangeWindow,

    /// <summary>People other than the author have approved: <c>people</c>, <c>roles</c>, or both.</summary>
    Approvals,

    /// <summary>
    /// Another service allows it: <c>url</c>; optionally <c>secret</c>, <c>timeout_seconds</c> and <c>on_failure</c>.
    /// </summary>
    Hook,
}
