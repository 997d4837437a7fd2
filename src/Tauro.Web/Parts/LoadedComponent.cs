using Microsoft.AspNetCore.Components;

namespace Tauro.Web.Parts;

/// <summary>A component that is rendered once, with what it has loaded.</summary>
public abstract class LoadedComponent : ComponentBase
{
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await Load();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Loads what the component shows; its parameters are set.</summary>
    protected abstract Task Load();
}
