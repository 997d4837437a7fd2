namespace Tauro.ServiceDefaults.Requests;

/// <summary>
/// Headers with which the gateway sends the pages what only it knows. Those that a client sends do not reach them.
/// </summary>
public static class PageHeader
{
    /// <summary>
    /// The workspaces of the reader, separated by commas, if there are several, and not more than a menu can show.
    /// </summary>
    public const string Workspaces = "X-Tauro-Workspaces";

    /// <summary>The id of the session of the reader.</summary>
    public const string Session = "X-Tauro-Session";

    /// <summary>The user name with which a reader could not sign in, percent-encoded.</summary>
    public const string SignInName = "X-Tauro-Sign-In-Name";

    /// <summary>The name of the provider by which readers can sign in as well, percent-encoded.</summary>
    public const string SignInProvider = "X-Tauro-Sign-In-Provider";

    /// <summary>Why they could not, percent-encoded.</summary>
    public const string SignInProblem = "X-Tauro-Sign-In-Problem";
}
