using Tauro.Contracts;

namespace Tauro.Web.Api;

/// <summary>What a page refuses by itself, as the API would.</summary>
internal static class Refusal
{
    public static Problem Because(string detail) => new(
        "", "Not possible", StatusCodes.Status400BadRequest, detail, ProblemCodes.InvalidRequest, "");
}
