using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.Tracking.Api.Requests;

/// <summary>Times as clients of the native API give them.</summary>
internal static class GivenTimes
{
    /// <summary>The refusal of a time before 1970: a mistake in the unit, or a marker for "none".</summary>
    public static StoreProblem? Negative(long? time, string member) => time < 0
        ? StoreProblem.Invalid(
            ProblemCodes.InvalidRequest,
            $"{member} is {time}; give Unix milliseconds, 0 or more, or leave it out.")
        : null;
}
