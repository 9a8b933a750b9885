// A person's way to the medicine: preparation sessions and readiness, what they come with, their scores.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property Home home
    readonly property BeforehandView view: home.beforehand as BeforehandView

    objectName: "beforehand"
    open: view.open
    title: view.title
    sheetWidth: 1160
    tall: true
    onClosed: view.close()

    Say { objectName: "beforehand.about"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: sheet.view.about; wrapMode: Text.Wrap }

    Segmented { objectName: "beforehand.part"; options: sheet.view.parts; current: sheet.view.part; label: sheet.title; onPicked: key => sheet.view.turn(key) }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: sheet.open
        sourceComponent: ({ hopes: hopes, scores: scores, prescribing: prescribing })[sheet.view.part] ?? preparation
    }

    Component { id: preparation; PreparationPart { view: sheet.view.preparation; courses: sheet.view.courses } }
    Component { id: hopes; HopesPart { view: sheet.view.hopes; leave: sheet.view.leave } }
    Component { id: prescribing; PrescribingPart { view: sheet.view.prescribing; limit: sheet.view.own_limit } }
    Component { id: scores; ScoresPart { view: sheet.view.scores } }

    QuestionnaireSheet { objectName: "questionnaire"; parent: sheet; view: sheet.view.scores.questionnaire }
}
