// LabourRules
