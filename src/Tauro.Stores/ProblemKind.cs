namespace Tauro.Stores;

/// <summary>What sort of refusal a <see cref="StoreProblem"/> is; a service maps it to a status.</summary>
public enum ProblemKind
{
    /// <summary>The request can never succeed as it is: 400.</summary>
    Invalid,

    /// <summary>What it names is not there: 404.</summary>
    NotFound,

    /// <summary>It does not fit the present state: 409.</summary>
    Conflict,
}
