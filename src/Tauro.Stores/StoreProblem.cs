namespace Tauro.Stores;

/// <summary>An expected refusal. Nothing was changed.</summary>
/// <param name="Kind">What sort of refusal.</param>
/// <param name="Code">One of <see cref="Contracts.ProblemCodes"/>.</param>
/// <param name="Message">What was wrong, which value, and what to do.</param>
public sealed record StoreProblem(ProblemKind Kind, string Code, string Message)
{
    public static StoreProblem Invalid(string code, string message) => new(ProblemKind.Invalid, code, message);

    public static StoreProblem NotFound(string code, string message) => new(ProblemKind.NotFound, code, message);

    public static StoreProblem Conflict(string code, string message) => new(ProblemKind.Conflict, code, message);
}
