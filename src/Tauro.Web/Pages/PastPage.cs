using Microsoft.AspNetCore.Components;
using Tauro.ServiceDefaults.Trail;
using Tauro.Web.Parts;

namespace Tauro.Web.Pages;

/// <summary>A page that also shows what it is about as it was at a time.</summary>
public abstract class PastPage : ApiPage
{
    /// <summary>The time.</summary>
    protected PastTime Past { get; private set; } = PastTime.Parse(null);

    [SupplyParameterFromQuery(Name = AsOf.Parameter)]
    protected string? Time
    {
        get => Past.Value;
        set => Past = PastTime.Parse(value);
    }
}
