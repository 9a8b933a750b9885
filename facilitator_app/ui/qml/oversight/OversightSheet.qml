// What guards the record: who got in by an emergency, who looked, and who opens process notes together; one of them shown.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property OversightView oversight

    objectName: "oversight"
    title: qsTr("oversight.title")
    sheetWidth: 1160
    tall: true

    Segmented { objectName: "oversight.part"; visible: options.length > 1; options: sheet.oversight.parts; current: sheet.oversight.part; label: sheet.title; onPicked: key => sheet.oversight.turn(key) }
    FieldError { objectName: "oversight.error"; Layout.fillWidth: true; text: sheet.oversight.form.general }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: sheet.open
        sourceComponent: sheet.oversight.part === "looks" ? looks : sheet.oversight.part === "notes" ? notes : events
    }

    Component { id: events; EventsPart { oversight: sheet.oversight } }
    Component { id: looks; LooksPart { looks: sheet.oversight.looks } }
    Component { id: notes; NotesPart { custody: sheet.oversight.custody; decides: sheet.oversight.is_administrator } }

    OpenTogether { parent: sheet; custody: sheet.oversight.custody }
}
