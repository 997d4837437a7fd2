namespace Tauro.Stores;

/// <summary>
/// An expected refusal. Nothing was changed. One that the MLflow API words differently is a derived record, with the
/// values that the wording needs.
/// </summary>
/// <param name="Kind">The kind of refusal.</param>
/// <param name="Code">One of <see cref="Contracts.ProblemCodes"/>.</param>
/// <param name="Message">What was wrong, which value, and what to do.</param>
public record StoreProblem(ProblemKind Kind, string Code, string Message)
{
    /// <summary>The character of a filter that was not understood, counted from 1; null otherwise.</summary>
    public int? Position { get; init; }

    public static StoreProblem Invalid(string code, string message) => new(ProblemKind.Invalid, code, message);

    public static StoreProblem NotFound(string code, string message) => new(ProblemKind.NotFound, code, message);

    public static StoreProblem Conflict(string code, string message) => new(ProblemKind.Conflict, code, message);
}
