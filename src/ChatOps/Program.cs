using ChatOps.Hosting.CommandLine;

return await Verbs.Run(args);

/// <summary>The process. Named so that tests can find its assembly.</summary>
public partial class Program;
