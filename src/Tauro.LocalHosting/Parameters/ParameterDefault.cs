namespace Tauro.LocalHosting;

/// <summary>Makes a parameter's value when none is configured.</summary>
public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}
