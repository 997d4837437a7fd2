using Microsoft.AspNetCore.Components;
using Tauro.Contracts;
using Tauro.Web.Api;
using Tauro.Web.Parts;

namespace Tauro.Web.Pages;

/// <summary>A page of what the API returns. What does not exist is 404, also for the browser.</summary>
public abstract class ApiPage : LoadedComponent
{
    /// <summary>The request for the page.</summary>
    [CascadingParameter]
    protected HttpContext Context { get; set; } = null!;

    [Inject]
    internal TauroApi Api { get; set; } = null!;

    /// <summary>The problem of what the page is about; null when there is none.</summary>
    protected Problem? Problem { get; private set; }

    /// <summary>The address of this server, for clients.</summary>
    protected string Address => RequestPath.GetAddress(Context.Request);

    /// <summary>Ends when the browser has gone.</summary>
    protected CancellationToken Cancel => Context.RequestAborted;

    /// <summary>Returns what the page is about, or null with the problem kept and the status of the page set.</summary>
    internal T? Require<T>(ApiResult<T> result)
        where T : class
    {
        if (result.Problem is not { } problem) return result.Value;
        Problem = problem;
        Context.SetStatus(problem.Status);
        return null;
    }
}
