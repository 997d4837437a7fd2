using Tauro.Contracts;

namespace Tauro.Stores.Filters;

/// <summary>Carries a refusal out of the recursion of a parser; never leaves this folder.</summary>
internal sealed class FilterSyntaxException(string message, string code = ProblemCodes.InvalidFilter)
    : Exception(message)
{
    public StoreProblem Problem => StoreProblem.Invalid(code, Message);

    public static FilterSyntaxException At(int position, string message) => new($"{message} (at position {position})");

    /// <summary>What a message shows of a text that may be thousands of characters.</summary>
    public static string Short(string text) => text.Length <= 80 ? text : text[..77] + "...";
}
