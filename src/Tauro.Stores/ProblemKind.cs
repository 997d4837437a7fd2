namespace Tauro.Stores;

/// <summary>The kind of a <see cref="StoreProblem"/>; a service maps it to an HTTP status.</summary>
public enum ProblemKind
{
    /// <summary>The request can never succeed: 400.</summary>
    Invalid,

    /// <summary>Something that the request names does not exist: 404.</summary>
    NotFound,

    /// <summary>The request conflicts with the current state: 409.</summary>
    Conflict,
}
