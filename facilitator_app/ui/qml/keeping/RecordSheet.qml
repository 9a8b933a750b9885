// A person's record: their own copy and to whom it went, corrections, how long it is kept, and how it is erased.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property Home home
    readonly property RecordView record: home.record as RecordView

    objectName: "record"
    open: record.open
    title: record.title
    sheetWidth: 1100
    tall: true
    onClosed: record.close()

    Segmented {
        objectName: "record.part"
        options: sheet.record.parts
        current: sheet.record.part
        label: sheet.record.title
        onPicked: key => sheet.record.turn(key)
    }

    Scroller {
        id: scroller

        objectName: "record.page"
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: part.implicitHeight + 8

        Loader {
            id: part

            width: parent.width - 12
            active: sheet.record.open
            sourceComponent: sheet.record.part === "corrections" ? corrections : sheet.record.part === "keeping" ? keeping : sheet.record.part === "erasing" ? erasing : copy
        }
    }

    Component { id: copy; CopyPart { asking: sheet.record.asking } }
    Component { id: corrections; CorrectionsPart { record: sheet.record } }
    Component { id: keeping; KeepingPart { record: sheet.record } }
    Component { id: erasing; ErasingPart { record: sheet.record } }

    Say { objectName: "record.said"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: sheet.record.part === "erasing" ? sheet.record.erasing.said : sheet.record.part === "keeping" ? sheet.record.said : sheet.record.asking.said; wrapMode: Text.Wrap }
    FieldError { objectName: "record.error"; Layout.fillWidth: true; text: sheet.record.form.general + sheet.record.asking.form.general + sheet.record.erasing.form.general }
}
