using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.Tracking.Api.Requests;

/// <summary>Checks the times in requests to the native API.</summary>
internal static class RequestTimes
{
    /// <summary>Returns a problem for a time before 1970, which is a wrong unit or a marker for "none".</summary>
    public static StoreProblem? Check(long? time, string member) => time < 0
        ? StoreProblem.Invalid(
            ProblemCodes.InvalidRequest,
            $"{member} is {time}; send Unix milliseconds, 0 or more, or leave it out.")
        : null;
}
