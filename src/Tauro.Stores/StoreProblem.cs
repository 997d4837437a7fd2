namespace Tauro.Stores;

/// <summary>
/// An expected refusal. Nothing was changed. One that a surface words in its own way is a record of its own, with what
/// the words need.
/// </summary>
/// <param name="Kind">What sort of refusal.</param>
/// <param name="Code">One of <see cref="Contracts.ProblemCodes"/>.</param>
/// <param name="Message">What was wrong, which value, and what to do.</param>
public record StoreProblem(ProblemKind Kind, string Code, string Message)
{
    public static StoreProblem Invalid(string code, string message) => new(ProblemKind.Invalid, code, message);

    public static StoreProblem NotFound(string code, string message) => new(ProblemKind.NotFound, code, message);

    public static StoreProblem Conflict(string code, string message) => new(ProblemKind.Conflict, code, message);
}
