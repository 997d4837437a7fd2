namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// A body is not read to its end. Nothing was written. It is no <c>BadHttpRequestException</c>, whose message the
/// framework drops when it binds a body.
/// </summary>
internal sealed class BodyRefusedException(int status, string code, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public int Status => status;

    /// <summary>One of <see cref="Contracts.ProblemCodes"/>.</summary>
    public string Code => code;
}
