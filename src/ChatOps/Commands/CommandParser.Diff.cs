using ChatOps.Domain.Projects;

namespace ChatOps.Commands;

public sealed partial class CommandParser
{
    private DiffCommand Diff(Words words)
    {
        const string usage = "/release diff <environment> run <id>, or /release diff <environment> <environment>";
        var project = OptionalProject(words, usage);
        var environment = Environment(words, project, usage);
        EnvironmentPolicy? other = null;
        long? run = null;
        if (NamesARun(words)) run = Run(words, $"/release diff {environment.Name}", project);
        else if (!words.IsEmpty) other = Environment(words, project, usage);
        NothingElse(words, usage);
        if (other == environment) throw new NotUnderstoodException($"These are the same environment: {environment.Name}. Type: {usage}.");
        return new(project, environment, run, other);
    }
}
