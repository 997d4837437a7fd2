using Microsoft.Extensions.Configuration;

namespace Tauro.LocalHosting;

/// <summary>
/// What the user asked for on the command line (<c>--containers</c>, <c>--embedded</c>), otherwise in
/// <c>TAURO_APPHOST_RESOURCES</c> (embedded, binaries, containers).
/// </summary>
internal sealed record ResourceChoice(ResourceChoiceKind Kind)
{
    private const string Variable = "TAURO_APPHOST_RESOURCES";

    /// <summary>
    /// Takes our switches out, because the configuration would read the next argument as their value.
    /// </summary>
    public static ResourceChoice? FromArguments(string[] args, out string[] rest)
    {
        ResourceChoice? choice = null;
        var others = new List<string>();
        foreach (var arg in args)
        {
            switch (arg)
            {
                case "--containers":
                    choice = new(ResourceChoiceKind.Containers);
                    break;
                case "--embedded":
                    choice = new(ResourceChoiceKind.Embedded);
                    break;
                default:
                    others.Add(arg);
                    break;
            }
        }

        rest = [.. others];
        return choice;
    }

    public static ResourceChoice FromConfiguration(IConfiguration configuration) => configuration[Variable] switch
    {
        null or "" => new(ResourceChoiceKind.Binaries),
        var text when Enum.TryParse<ResourceChoiceKind>(text, ignoreCase: true, out var kind)
            && Enum.IsDefined(kind) && !char.IsAsciiDigit(text[0]) => new(kind),
        var text => throw new DistributedApplicationException(
            $"{Variable} is '{text}'. It can be embedded, binaries or containers."),
    };
}
