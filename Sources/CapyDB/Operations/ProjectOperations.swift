internal import Emulation

/// Projects: the API's read operations, and the dashboard's operations.
extension CapyDBOperations {
    /// `GET /v1/projects`: the caller's, newest first; a key of a project sees only that one.
    @Sendable static func listOwnProjects(_ state: CapyDBState, _ call: Call, by caller: Principal)
        throws(Refused)
        -> CapyDBResult
    {
        try caller.require(.projectsRead)
        guard let id = caller.projectID else {
            return state.listProjects(of: caller.organizationID)
        }
        return .projects(LazyList(state.projects[id].map { [$0] } ?? []))
    }

    /// `GET /v1/projects/{projectID}`: not found also if the caller cannot see the project.
    @Sendable static func getProject(_ state: CapyDBState, _ call: Call, by caller: Principal)
        throws(Refused)
        -> CapyDBResult
    {
        try caller.require(.projectsRead)
        let project = try state.project(named: call, of: caller.organizationID)
        guard project.id == caller.projectID ?? project.id else { throw Refused(.projectNotFound) }
        return .project(project)
    }

    // MARK: The dashboard

    /// Lists an organization's projects, newest first.
    @Sendable static func listProjects(_ state: CapyDBState, _ call: Call) throws(Refused)
        -> CapyDBResult
    {
        state.listProjects(of: try state.organization(named: call).id)
    }

    /// Creates a project, which is ready at once: `{"name","slug"?,"environment"?,"region"?}`.
    @Sendable static func createProject(_ state: inout CapyDBState, _ call: inout Call)
        throws(Refused)
        -> CapyDBResult
    {
        let organization = try state.organization(named: call)
        let form = try call.form(NewProjectForm.self)
        var project = Project()
        project.name = form.name.trimmed
        project.slug = form.slug?.trimmed ?? ""
        project.environment = form.environment ?? project.environment
        project.region = form.region ?? project.region
        project.id = call.identifiers.unused({ $0.id("prj") }) { state.projects.contains($0) }
        project.organizationID = organization.id
        project.alwaysOn = project.environment == .production
        project.fillInNames()
        project.createdAt = call.now
        project.updatedAt = call.now
        state.projects.put(project)
        return .newProject(project)
    }

    /// Deletes a project with the keys that are limited to it.
    @Sendable static func deleteProject(_ state: inout CapyDBState, _ call: inout Call)
        throws(Refused)
        -> CapyDBResult
    {
        let project = try state.project(named: call, of: try state.organization(named: call).id)
        state.apiKeys.delete(state.apiKeys.indexes.byProject.oldestFirst(project.id), &call.budget)
        if !call.budget.isUsedUp { state.projects.delete(project.id) }
        return .deleted
    }
}

extension CapyDBState {
    fileprivate func listProjects(of organizationID: String) -> CapyDBResult {
        .projects(projects.list { $0.byOrganization.newestFirst(organizationID) })
    }

    /// The organization's project in the path.
    fileprivate func project(named call: Call, of organizationID: String) throws(Refused) -> Project {
        guard let project = projects[call.parameters["projectID"]],
            project.organizationID == organizationID
        else {
            throw Refused(.projectNotFound)
        }
        return project
    }
}
