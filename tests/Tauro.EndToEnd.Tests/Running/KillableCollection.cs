namespace Tauro.EndToEnd.Tests.Running;

[CollectionDefinition(Name)]
public sealed class KillableCollection : ICollectionFixture<KillableStack>
{
    public const string Name = "killable stack";
}
