using Tauro.Contracts;

namespace Tauro.Stores.Filters;

/// <summary>Carries a syntax error out of a recursive parser; never leaves this folder.</summary>
internal sealed class FilterSyntaxException(
    string message, string code = ProblemCodes.InvalidFilter, int? position = null) : Exception(message)
{
    public StoreProblem Problem => StoreProblem.Invalid(code, Message) with { Position = position };

    public static FilterSyntaxException At(int position, string message) =>
        new($"{message} (at position {position})", position: position);

    /// <summary>Shortens a value that may have thousands of characters, for a message.</summary>
    public static string Short(string value) => value.Length <= 80 ? value : value[..77] + "...";
}
